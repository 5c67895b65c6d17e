import { registerEnumType } from 'type-graphql';

/** How sure a stored fact is; kept beside every fact from outside, together with its source. */
export enum Certainty {
  Confirmed = 'CONFIRMED',
  OneSource = 'ONE_SOURCE',
  Derived = 'DERIVED',
  Provisional = 'PROVISIONAL',
  Unverified = 'UNVERIFIED',
}

registerEnumType(Certainty, {
  name: 'Certainty',
  description: 'Mức chắc chắn của một dữ kiện (certainty of a fact).',
  valuesConfig: {
    Confirmed: { description: 'Từ hai nguồn độc lập trở lên (confirmed).' },
    OneSource: { description: 'Chỉ có một nguồn (one source).' },
    Derived: { description: 'Suy ra từ dữ kiện khác (derived).' },
    Provisional: { description: 'Tạm tính, chờ văn bản chính thức (provisional).' },
    Unverified: { description: 'Chưa kiểm chứng được (unverified).' },
  },
});
