import type { PoolConfig } from 'mariadb'

/** An address as the driver's own settings: a MySQL user with a password needs the key retrieval, which a `mysql://` address cannot say. */
export function mariadbConfig(url: string, poolSize: number): PoolConfig {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: poolSize,
    allowPublicKeyRetrieval: true,
  }
}
