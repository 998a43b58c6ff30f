/** Features that every client of Prisma 7 has without being asked, by the names that they had as previews. */
const AVAILABLE: readonly string[] = [
  'aggregateApi',
  'atomicNumberOperations',
  'clientExtensions',
  'cockroachDb',
  'connectOrCreate',
  'createMany',
  'dataProxy',
  'deno',
  'distinct',
  'driverAdapters',
  'extendedIndexes',
  'extendedWhereUnique',
  'fieldReference',
  'filterJson',
  'filteredRelationCount',
  'fullTextIndex',
  'groupBy',
  'improvedQueryRaw',
  'insensitiveFilters',
  'interactiveTransactions',
  'jsonProtocol',
  'metrics',
  'microsoftSqlServer',
  'middlewares',
  'mongoDb',
  'multiSchema',
  'nApi',
  'namedConstraints',
  'napi',
  'nativeTypes',
  'omitApi',
  'orderByAggregateGroup',
  'orderByNulls',
  'orderByRelation',
  'prismaSchemaFolder',
  'queryCompiler',
  'reactNative',
  'referentialActions',
  'referentialIntegrity',
  'selectRelationCount',
  'tracing',
  'transactionApi',
  'uncheckedScalarInputs',
]

const SEARCH = 'search finds other rows on each engine, and is not there'

/** Why a preview feature may be left out, by its name. */
export const DROPPED_FEATURES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(AVAILABLE.map((name) => [name, 'Prisma 7 has it without, or has it no more'])),
  fullTextSearch: SEARCH,
  fullTextSearchPostgres: SEARCH,
  nativeDistinct: 'the rows are the same without',
  relationJoins: 'the rows are the same without; relationLoadStrategy is not there',
  schemaEngineDriverAdapters: "it is about Prisma's own migrations",
  typedSql: '$queryRawTyped is not there; $queryRaw takes a text for each engine',
  views: 'a canonical schema has none',
}

/** Why a preview feature is refused, and what to do instead, by its name. */
export const REFUSED_FEATURES: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  partialIndexes: [
    'MySQL has no indexes of a part of the rows',
    'Remove it; for an index of one engine alone write // @refract postgresql: previewFeatures = ["partialIndexes"]',
  ],
  postgresqlExtensions: [
    'extensions belong to PostgreSQL alone',
    'Write it for PostgreSQL alone: // @refract postgresql: previewFeatures = ["postgresqlExtensions"]',
  ],
  shardKeys: ['shard keys belong to PlanetScale', 'Remove it'],
  strictUndefinedChecks: ['it changes what undefined means in every query, on which the portable client relies', 'Remove it'],
}
