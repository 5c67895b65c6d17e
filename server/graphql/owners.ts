import type { Owner } from '../../schema/access/index.js';

/**
 * The unit or units that an object belongs to: null for the province's own, undefined for pages and the like, which have
 * none. Several units share what tells them by `ownerUnitIds`.
 */
export function ownerOf(source: unknown): Owner | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  if ('ownerUnitIds' in source && typeof source.ownerUnitIds === 'function') {
    return (source as { ownerUnitIds(): readonly string[] }).ownerUnitIds();
  }
  if (!('unit' in source)) return undefined;
  return (source.unit as { readonly id: string } | null)?.id ?? null;
}
