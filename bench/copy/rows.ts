import { createRandom } from './random.js'

/** As SQLite keeps it. */
export type Value = string | number | bigint | null

/** A table of the shop: its columns, and its rows one after the other. */
export interface ShopTable {
  readonly name: string
  readonly columns: readonly string[]
  /** As parts of a thousand of all rows. */
  readonly share: number
  row(at: number, shop: Shop): readonly Value[]
}

/** What rows are made with. */
export interface Shop {
  count(table: string): number
  readonly random: () => number
}

const STATES = ['canceled', 'delivered', 'paid', 'pending', 'shipped']
const KINDS = ['cart.added', 'cart.removed', 'page.viewed', 'search', 'signed-in']
const NAMES = ['Ada Lovelace', 'Grace Hopper', 'Jürgen Müller', 'Zoë O’Brien', 'Søren Ægir', '山田 太郎', 'Nuño Peña', "Pat O'Neil"]
const CITIES = ['Lisbon', 'Århus', 'Kraków', 'New York', 'São Paulo', '東京', 'Wien', 'Zürich']
const COUNTRIES = ['PT', 'DK', 'PL', 'US', 'BR', 'JP', 'AT', 'CH']
const WORDS = 'light, strong and easy to clean; made of steel, glass or oak "by hand", in three sizes and a dozen colours'.split(' ')

/** 2020-01-01; everything happens in the five years after it. */
const BEGIN = 1_577_836_800_000
const SPAN = 5 * 365 * 86_400_000

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T
const below = (limit: number, random: () => number): number => 1 + Math.floor(random() * limit)
const money = (most: number, random: () => number): number => Math.round(random() * most * 100) / 100
const instant = (random: () => number): string => writeInstant(BEGIN + Math.floor(random() * SPAN))
const maybe = (part: number, random: () => number, value: () => Value): Value => (random() < part ? value() : null)

function writeInstant(time: number): string {
  return `${new Date(time).toISOString().slice(0, -1)}+00:00`
}

function describe(words: number, random: () => number): string {
  return Array.from({ length: words }, () => pick(WORDS, random)).join(' ')
}

/** In the order of their foreign keys. */
export const SHOP: readonly ShopTable[] = [
  {
    name: 'customer',
    columns: ['id', 'email', 'name', 'phone', 'birthday', 'credit', 'newsletter', 'created_at'],
    share: 50,
    row: (at, { random }) => [
      at + 1,
      `customer${at + 1}@example.com`,
      pick(NAMES, random),
      maybe(0.6, random, () => `+351 9${Math.floor(random() * 1e8)}`),
      maybe(0.5, random, () => `${writeInstant(Math.floor(random() * 1e12)).slice(0, 10)}T00:00:00.000+00:00`),
      money(500, random),
      random() < 0.3 ? 1 : 0,
      instant(random),
    ],
  },
  {
    name: 'address',
    columns: ['id', 'customer_id', 'street', 'city', 'postcode', 'country', 'latitude', 'longitude', 'main'],
    share: 100,
    row: (at, { random, count }) => {
      const place = Math.floor(random() * CITIES.length)
      return [
        at + 1,
        below(count('customer'), random),
        `${below(300, random)} ${pick(['High Street', 'Rua Augusta', 'Hauptstraße', 'Broadway'], random)}`,
        CITIES[place] ?? '',
        maybe(0.9, random, () => String(10_000 + Math.floor(random() * 90_000))),
        COUNTRIES[place] ?? '',
        maybe(0.5, random, () => random() * 180 - 90),
        maybe(0.5, random, () => random() * 360 - 180),
        at % 2,
      ]
    },
  },
  {
    name: 'category',
    columns: ['id', 'slug', 'name', 'parent_id'],
    share: 1,
    // Some have a parent that comes after them.
    row: (at, { random, count }) => [
      at + 1,
      `category-${at + 1}`,
      describe(2, random),
      maybe(0.8, random, () => below(count('category'), random)),
    ],
  },
  {
    name: 'product',
    columns: ['id', 'sku', 'title', 'description', 'price', 'weight', 'stock', 'active', 'category_id', 'updated_at'],
    share: 49,
    row: (at, { random, count }) => [
      at + 1,
      `SKU-${String(at + 1).padStart(8, '0')}`,
      describe(4, random),
      maybe(0.8, random, () => describe(30, random)),
      money(1_000, random),
      maybe(0.7, random, () => random() * 30),
      Math.floor(random() * 1_000),
      random() < 0.9 ? 1 : 0,
      below(count('category'), random),
      instant(random),
    ],
  },
  {
    name: 'order',
    columns: ['id', 'customer_id', 'address_id', 'state', 'total', 'note', 'placed_at', 'shipped_at'],
    share: 200,
    row: (at, { random, count }) => [
      // Beyond what 32 bits hold.
      10_000_000_000n + BigInt(at),
      below(count('customer'), random),
      maybe(0.95, random, () => below(count('address'), random)),
      pick(STATES, random),
      money(5_000, random),
      maybe(0.1, random, () => describe(8, random)),
      instant(random),
      maybe(0.6, random, () => instant(random)),
    ],
  },
  {
    name: 'order_line',
    columns: ['order_id', 'line', 'product_id', 'quantity', 'price', 'discount'],
    share: 400,
    row: (at, { random, count }) => [
      10_000_000_000n + BigInt(Math.floor(at / 2)),
      (at % 2) + 1,
      below(count('product'), random),
      below(5, random),
      money(1_000, random),
      maybe(0.2, random, () => Math.floor(random() * 1_000) / 1_000),
    ],
  },
  {
    name: 'payment',
    columns: ['id', 'order_id', 'amount', 'currency', 'reference', 'paid_at'],
    share: 100,
    row: (at, { random }) => [
      at + 1,
      10_000_000_000n + BigInt(at * 2),
      money(5_000, random),
      pick(['EUR', 'USD', 'JPY'], random),
      `pay_${at.toString(36).padStart(8, '0')}${Math.floor(random() * 36 ** 8).toString(36)}`,
      maybe(0.9, random, () => instant(random)),
    ],
  },
  {
    name: 'event',
    columns: ['id', 'customer_id', 'kind', 'payload', 'at'],
    share: 100,
    row: (at, { random, count }) => {
      const time = BEGIN + at * 1_000
      return [
        createUuid(time, random),
        maybe(0.8, random, () => below(count('customer'), random)),
        pick(KINDS, random),
        createPayload(random),
        writeInstant(time),
      ]
    },
  },
]

/** Version 7, as Refract's clients make it. */
function createUuid(time: number, random: () => number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const moment = time.toString(16).padStart(12, '0')
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

function createPayload(random: () => number): string {
  return JSON.stringify({
    path: `/products/${below(49_000, random)}`,
    agent: 'Mozilla/5.0 (X11; Linux x86_64)',
    score: Math.floor(random() * 1_000) / 1_000,
    tags: [pick(WORDS, random), pick(CITIES, random)],
    referrer: random() < 0.5 ? null : { host: 'example.com', campaign: below(100, random) },
  })
}

/** The tables with as many rows as a shop of this size has. */
export function createShop(rows: number): { table: ShopTable; count: number; rows(): Iterable<readonly Value[]> }[] {
  const counts = new Map(SHOP.map(({ name, share }) => [name, Math.max(1, Math.round((rows * share) / 1_000))]))
  const count = (name: string) => counts.get(name) ?? 0
  return SHOP.map((table, index) => ({
    table,
    count: count(table.name),
    *rows() {
      const shop: Shop = { count, random: createRandom(index + 1) }
      for (let at = 0; at < count(table.name); at += 1) yield table.row(at, shop)
    },
  }))
}
