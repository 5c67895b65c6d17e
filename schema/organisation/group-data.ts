import { Certainty, searchKey, type CivilDate } from '../base/index.js';
import type { SeedUnit } from './organisation-data.js';

/** A group as a new installation has it. */
export interface SeedGroup {
  readonly code: string;
  readonly name: string;
  readonly certainty: Certainty;
  readonly sourceNote: string;
  readonly members: readonly { readonly unit: string; readonly validFrom: CivilDate | null }[];
}

const SOURCE_NOTE =
  'Suy ra từ xã cũ mang cùng mã Cục Thống kê trước ngày 01/7/2025; một xã, phường mới có thể gồm cả phần của huyện khác. Chỉ để hiển thị.';

/** The former districts of the communes as groups to show them by, in the order in which they appear. */
export function formerDistrictGroups(units: readonly SeedUnit[]): SeedGroup[] {
  const members = Map.groupBy(
    units.filter((unit) => unit.formerDistrict !== null),
    (unit) => unit.formerDistrict ?? '',
  );
  return [...members].map(([name, found]) => ({
    code: searchKey(name).trim().replaceAll(' ', '-').toUpperCase(),
    name,
    certainty: Certainty.Derived,
    sourceNote: SOURCE_NOTE,
    members: found.map(({ code, validFrom }) => ({ unit: code, validFrom })),
  }));
}
