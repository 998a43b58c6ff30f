/** None: there is no MySQL but a server. */
export async function openScratch(): Promise<null> {
  return null
}
