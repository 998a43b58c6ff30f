import { provide } from './server.js'

/** The same tests on MariaDB, as a project and a row of its own. */
export default provide({ name: 'mariadb', image: process.env.REFRACT_MARIADB_IMAGE ?? 'mariadb:lts', programs: ['mariadbd'] })
