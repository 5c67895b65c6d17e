import type { EntityClass, EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { rowsOf } from './query.js';

type DatabaseRow = Readonly<Record<string, unknown>>;

/** How the rows of one table become instances that are only read. */
export interface ReadModel<T extends object> {
  /** `alias.column, …` of every column that is not lazy. */
  columns(alias: string): RawBuilder<unknown>;
  /** The instance of a row: the right subclass, instants as Date, relations as `{ id }`. */
  read(row: DatabaseRow): T;
}

interface Assignment {
  readonly column: string;
  readonly property: string;
  readonly convert: (value: unknown) => unknown;
}

const models = new WeakMap<object, ReadModel<object>>();

/**
 * The read model of an entity class. Lists and reports read through it: plain instances cost a fraction of managed
 * entities, and nothing can be flushed by mistake.
 */
export function readModelOf<T extends object>(em: EntityManager, entity: EntityClass<T>): ReadModel<T> {
  const known = models.get(entity);
  if (known) return known as ReadModel<T>;
  const model = build<T>(em, em.getMetadata().get(entity) as EntityMetadata<T>);
  models.set(entity, model as ReadModel<object>);
  return model;
}

/**
 * Rows of an entity's table whose `column` has one of the keys, read in one statement; keyed by the column's text.
 * A key without a row is missing.
 */
export async function readBy<T extends object>(
  em: EntityManager,
  entity: EntityClass<T>,
  column: string,
  keys: readonly string[],
): Promise<Map<string, T>> {
  const model = readModelOf(em, entity);
  const table = em.getMetadata().get(entity).tableName;
  const type = column === 'id' || column.endsWith('_id') ? 'uuid' : 'text';
  const query = sql<DatabaseRow>`select ${model.columns(table)} from ${sql.table(table)}
    where ${sql.ref(column)} = any(${[...keys]}::${sql.raw(type)}[])`;
  return new Map((await rowsOf(em, query)).map((row) => [String(row[column]), model.read(row)]));
}

function build<T extends object>(em: EntityManager, meta: EntityMetadata<T>): ReadModel<T> {
  const assignments = meta.props.filter(isStored).map(assignmentOf);
  const plain = plainPrototype(meta, meta.prototype);
  const prototypes = prototypesOf<T>(em, meta);
  return {
    columns: (alias) => sql.join(assignments.map(({ column }) => sql.ref(`${alias}.${column}`))),
    read(row) {
      const discriminator = meta.discriminatorColumn ? String(row[String(meta.discriminatorColumn)]) : '';
      const instance = Object.create(prototypes.get(discriminator) ?? plain) as Record<string, unknown>;
      for (const { column, property, convert } of assignments) instance[property] = convert(row[column]);
      return instance as T;
    },
  };
}

function prototypesOf<T extends object>(em: EntityManager, meta: EntityMetadata<T>): Map<string, T> {
  const classes = Object.entries(meta.discriminatorMap ?? {});
  return new Map(
    classes.map(([value, name]) => [value, plainPrototype(meta, em.getMetadata().get(name as never).prototype as T)]),
  );
}

/** The class without the setters that MikroORM puts on it: they track changes, and cost more than the row itself. */
function plainPrototype<T extends object>(meta: EntityMetadata<T>, prototype: T): T {
  const plain = Object.create(prototype) as T;
  for (const { name } of meta.props.filter(isStored)) {
    Object.defineProperty(plain, name, { value: undefined, writable: true });
  }
  return plain;
}

function isStored(property: EntityProperty): boolean {
  return property.fieldNames?.length === 1 && property.persist !== false && !property.lazy && property.kind !== '1:m';
}

function assignmentOf(property: EntityProperty): Assignment {
  return {
    column: String(property.fieldNames[0]),
    property: property.name,
    convert: converterOf(property),
  };
}

function converterOf(property: EntityProperty): (value: unknown) => unknown {
  if (property.kind === 'm:1' || property.kind === '1:1') return (value) => (value === null ? null : { id: value });
  const type = property.columnTypes?.[0] ?? '';
  if (type.startsWith('timestamptz')) return (value) => (value === null ? null : new Date(String(value)));
  if (type === 'bigint' || type === 'bigserial') return (value) => (value === null ? null : Number(value));
  return (value) => value;
}
