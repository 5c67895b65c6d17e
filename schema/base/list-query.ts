import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { isCivilDate } from './civil-date.js';
import { PlanError } from './errors.js';
import { rowsOf } from './query.js';
import { isUuid } from './uuid.js';

/** Default and largest number of items on a page. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 200;

/** A page as a client asks for it (Relay): forwards from `after`, or backwards from `before`. */
export interface PageRequest {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A column that lists are ordered by; the last one must be unique. */
export interface OrderColumn {
  readonly expression: RawBuilder<unknown>;
  /** PostgreSQL type, to which a cursor's text is cast. */
  readonly type: 'text' | 'uuid' | 'integer' | 'bigint' | 'date' | 'timestamptz';
}

/** A list that hangs on a parent: `parent.id` (text) may be used in `from` and `where`. */
export interface ListQuery {
  readonly columns: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<unknown>[];
  readonly order: readonly OrderColumn[];
  readonly descending?: boolean;
}

const INTEGER = /^-?\d{1,9}$/;
const BIGINT = /^-?\d{1,18}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-4]):[0-5]\d$/;

/** Whether a cursor's text can be cast to a type: PostgreSQL's own refusal would look like a fault of ours. */
const CAN_BE: Record<OrderColumn['type'], (text: string) => boolean> = {
  text: (text) => !text.includes('\0'),
  uuid: isUuid,
  integer: (text) => INTEGER.test(text),
  bigint: (text) => BIGINT.test(text),
  date: isCivilDate,
  timestamptz: (text) => isCivilDate(INSTANT.exec(text)?.[1] ?? ''),
};

/** One item with the opaque text from which a page may go on. */
export interface PageItem<T> {
  readonly row: T;
  /** Made when asked for: most clients read no cursor but the last. */
  readonly cursor: () => string;
}

/** Items in list order, and whether there are more on either side. */
export interface Page<T> {
  readonly items: readonly PageItem<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

type ListRow = Readonly<Record<string, unknown>> & { readonly parent_key: string; readonly cursor_values: unknown[] };

/** Parent key of a list that hangs on nothing. */
export const ROOT = '';

/**
 * One page for every parent, in a single statement; keyed by parent, a parent without items has an empty page.
 * @throws PlanError INVALID_INPUT when a page asks for more than 200 items, for both ends, or from a foreign cursor.
 */
export async function listPages(
  em: EntityManager,
  parents: readonly string[],
  query: ListQuery,
  request: PageRequest,
): Promise<Map<string, Page<Readonly<Record<string, unknown>>>>> {
  const size = pageSize(request);
  const backwards = request.last !== undefined && request.last !== null;
  const from = backwards ? request.before : request.after;
  const descending = (query.descending ?? false) !== backwards;
  const conditions = [...query.where, ...(from ? [beyond(query.order, from, descending)] : [])];
  const order = query.order.map(({ expression }) => (descending ? sql`${expression} desc` : expression));
  const rows = await rowsOf(
    em,
    sql<ListRow>`select parent.id as parent_key, item.* from unnest(${[...parents]}::text[]) as parent (id)
      cross join lateral (
        select ${query.columns}, jsonb_build_array(${sql.join(query.order.map(({ expression }) => expression))}) as cursor_values
        from ${query.from} where ${conjunction(conditions)}
        order by ${sql.join(order)} limit ${size + 1}
      ) item`,
  );
  const byParent = Map.groupBy(rows, (row) => row.parent_key);
  return new Map(parents.map((parent) => [parent, toPage(byParent.get(parent) ?? [], size, backwards, Boolean(from))]));
}

/** Number of items of the whole list of every parent, in a single statement. */
export async function listCounts(
  em: EntityManager,
  parents: readonly string[],
  query: ListQuery,
): Promise<Map<string, number>> {
  const rows = await rowsOf(
    em,
    sql<{ id: string; count: number }>`select parent.id, item.count from unnest(${[...parents]}::text[]) as parent (id)
      cross join lateral (select count(*)::int as count from ${query.from} where ${conjunction(query.where)}) item`,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

function toPage(rows: ListRow[], size: number, backwards: boolean, hasCursor: boolean): Page<ListRow> {
  const more = rows.length > size;
  const kept = rows.slice(0, size);
  if (backwards) kept.reverse();
  return {
    items: kept.map((row) => ({ row, cursor: () => encodeCursor(row.cursor_values) })),
    hasNextPage: backwards ? hasCursor : more,
    hasPreviousPage: backwards ? more : hasCursor,
  };
}

function pageSize({ first, last, after, before }: PageRequest): number {
  if ((first ?? null) !== null && (last ?? null) !== null) refuse('Chỉ dùng một trong hai: first hoặc last.');
  if (after && (last ?? null) !== null) refuse('last đi với before, không đi với after.');
  if (before && (last ?? null) === null) refuse('before đi với last.');
  const size = first ?? last ?? DEFAULT_PAGE_SIZE;
  if (size < 0 || size > MAX_PAGE_SIZE) refuse(`Số mục một trang phải từ 0 đến ${MAX_PAGE_SIZE}.`);
  return size;
}

function beyond(order: readonly OrderColumn[], cursor: string, descending: boolean): RawBuilder<unknown> {
  const values = decodeCursor(cursor, order);
  const left = sql.join(order.map(({ expression }) => expression));
  const right = sql.join(order.map(({ type }, index) => sql`${values[index]}::${sql.raw(type)}`));
  return descending ? sql`(${left}) < (${right})` : sql`(${left}) > (${right})`;
}

function conjunction(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
}

function encodeCursor(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

function decodeCursor(cursor: string, order: readonly OrderColumn[]): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && fits(values, order)) return values.map(String);
  } catch {
    // refused below, like every other text that is no cursor of this list
  }
  return refuse('Con trỏ trang (cursor) không thuộc danh sách này.');
}

function fits(values: readonly unknown[], order: readonly OrderColumn[]): boolean {
  return values.length === order.length && order.every(({ type }, index) => CAN_BE[type](String(values[index])));
}

function refuse(message: string): never {
  throw new PlanError('INVALID_INPUT', message);
}
