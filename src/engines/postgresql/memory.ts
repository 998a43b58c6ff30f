/**
 * Gives a server's work at least so much memory, in SQL; a server that is set up to take more keeps that.
 *
 * @param scope until when: the end of the session, or of the transaction
 */
export function raiseMemory(setting: 'work_mem' | 'maintenance_work_mem', wanted: string, scope: 'session' | 'transaction'): string {
  const isLess = `pg_size_bytes(current_setting('${setting}')) < pg_size_bytes('${wanted}')`
  return `SELECT set_config('${setting}', '${wanted}', ${scope === 'transaction'}) WHERE ${isLess}`
}
