import { registerEnumType } from 'type-graphql';

/** What a finding means for its row. */
export enum FindingSeverity {
  Block = 'BLOCK',
  Warn = 'WARN',
  Info = 'INFO',
}

registerEnumType(FindingSeverity, {
  name: 'FindingSeverity',
  description: 'Mức của điều phát hiện trong một dòng (finding severity).',
  valuesConfig: {
    Block: { description: 'Dòng không được nhận (blocking).' },
    Warn: { description: 'Dòng được nhận, cần xem lại (warning).' },
    Info: { description: 'Dòng được nhận, để biết (information).' },
  },
});
