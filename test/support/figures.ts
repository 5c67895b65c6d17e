import { Readable } from 'node:stream';
import { parseCivilDate } from '../../schema/base/index.js';
import { importDossiers } from '../../schema/dossiers/index.js';
import { reportMorning } from './december-reports.js';
import { csvOf, type RowCells } from './dossier-rows.js';
import { startRunningServer, type RunningServer } from './running-server.js';

/** Procedures of the file, and the communes that resolve them; the third is resolved by the department SXD. */
export const [BIRTH, COPY, TRANSPORT] = ['1.001193', '2.000815', '1.000703'] as const;
export const [THACH_HA, THANH_SEN, TRAN_PHU, BAC_HONG_LINH] = ['18562', '18073', '18100', '18115'] as const;

/** Early by default: received on a Monday of the legal month 12/2025. */
const NOVEMBER = { received_on: '2025-11-17', due_on: '2025-11-19', finished_on: '2025-11-18' };
const [ONLINE, IN_PERSON] = [{ channel: 'ONLINE' }, { channel: 'IN_PERSON' }];

let dossiers = 0;

function row(unit: string, procedure: string, cells: Partial<RowCells>): Partial<RowCells> {
  dossiers += 1;
  const code = `H27.14-251117-${String(dossiers).padStart(4, '0')}`;
  return { ...NOVEMBER, code, procedure_code: procedure, receiving_unit: unit, resolving_unit: unit, ...cells };
}

function rows(count: number, make: (place: number) => Partial<RowCells>): Partial<RowCells>[] {
  return Array.from({ length: count }, (_, place) => make(place));
}

/** Thạch Hà 2 of 3 online and one more in the next legal month; two phường 7 of 10; one open dossier; SXD 19 of 20. */
const FILE = [
  row(THACH_HA, BIRTH, ONLINE),
  row(THACH_HA, BIRTH, { ...ONLINE, finished_on: '2025-11-19' }),
  row(THACH_HA, COPY, { ...IN_PERSON, finished_on: '2025-11-20' }),
  row(THACH_HA, BIRTH, { ...ONLINE, received_on: '2025-12-20', due_on: '2025-12-23', finished_on: '2025-12-22' }),
  ...[THANH_SEN, TRAN_PHU].flatMap((unit) => rows(10, (place) => row(unit, BIRTH, place < 7 ? ONLINE : IN_PERSON))),
  row(BAC_HONG_LINH, BIRTH, { status: '4', finished_on: '', rating: '' }),
  ...rows(20, (place) => row('SXD', TRANSPORT, place < 19 ? ONLINE : IN_PERSON)),
];

/** A server on the morning that reports are due, with these dossiers. @throws Error when one of them is rejected. */
export async function startWithFigures(): Promise<RunningServer> {
  const server = await startRunningServer(reportMorning);
  const { rejected } = await importDossiers({
    url: server.databaseUrl,
    source: Readable.from([csvOf(FILE)]),
    fileName: 'ho-so.csv',
    actor: 'test',
    today: parseCivilDate('2025-12-31'),
  });
  if (rejected > 0) throw new Error(`${rejected} dossiers rejected`);
  return server;
}
