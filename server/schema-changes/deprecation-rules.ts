import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { isCivilDate } from '../../schema/base/index.js';

/** `Bỏ sau 2027-06-30; dùng «field» hoặc «Type.field».` */
const REASON = /^Bỏ sau (\S+); dùng «([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)»/;

interface Element {
  /** `Type`, or `Type.field` for an argument. */
  readonly parent: string;
  readonly name: string;
  readonly deprecationReason?: string | null;
}

/**
 * Faults of the deprecations of a schema, one sentence each: without a day after which it goes, or without a replacement
 * that exists and stays. Empty when there are none.
 */
export function deprecationFaults(schema: GraphQLSchema): string[] {
  const elements = elementsOf(schema);
  const staying = new Set(
    elements.filter(isStaying).flatMap(({ parent, name }) => [`${parent}.${name}`, parent.split('.')[0] ?? parent]),
  );
  return elements.flatMap((element) => {
    const { parent, name, deprecationReason } = element;
    if (isStaying(element)) return [];
    const [, day = '', replacement = ''] = REASON.exec(deprecationReason ?? '') ?? [];
    const place = `${parent}.${name}`;
    if (!isCivilDate(day))
      return [`${place}: thiếu ngày bỏ hoặc phần tử thay thế («Bỏ sau NĂM-THÁNG-NGÀY; dùng «tên»»).`];
    const exists = staying.has(`${parent}.${replacement}`) || staying.has(replacement);
    return exists ? [] : [`${place}: phần tử thay thế «${replacement}» không có hoặc cũng sắp bỏ.`];
  });
}

function isStaying({ deprecationReason }: Element): boolean {
  return deprecationReason === undefined || deprecationReason === null;
}

function elementsOf(schema: GraphQLSchema): Element[] {
  return Object.values(schema.getTypeMap()).flatMap((type): Element[] => {
    if (type.name.startsWith('__')) return [];
    if (isEnumType(type)) return type.getValues().map(of(type.name));
    if (isInputObjectType(type)) return Object.values(type.getFields()).map(of(type.name));
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const fields = Object.values(type.getFields());
    return [...fields.map(of(type.name)), ...fields.flatMap(({ name, args }) => args.map(of(`${type.name}.${name}`)))];
  });
}

function of(parent: string) {
  return ({ name, deprecationReason }: Omit<Element, 'parent'>): Element => ({
    parent,
    name,
    deprecationReason: deprecationReason ?? null,
  });
}
