import { sql } from 'kysely';
import { Readable } from 'node:stream';
import { AuditService } from '../../schema/audit/index.js';
import { civilDateAt, PlanError, rowsOf, type CivilDate } from '../../schema/base/index.js';
import { readCalendarDays, workingCalendarOf } from '../../schema/calendar/index.js';
import { readProcedures } from '../../schema/catalogue/index.js';
import type { Database } from '../../schema/database.js';
import { generateDossiers, importDossiers } from '../../schema/dossiers/index.js';
import { HA_TINH, PostKind, readUnits } from '../../schema/organisation/index.js';
import { readDemoAccounts, type DemoAccount } from './demo-accounts-file.js';
import { makeDemoAccounts } from './demo-accounts.js';
import { DEMO_ACTOR, DEMO_LOADED, DEMO_MAIL_DOMAIN } from './demo-actor.js';
import { makeDemoHistory } from './demo-history.js';
import { makeDemoObservations } from './demo-observations.js';
import { isDemoLoaded } from './embedded-database.js';

/** What to load, into which database. */
export interface DemoOptions {
  readonly url: string;
  readonly database: Database;
  /** Number of dossiers; 0 = none. */
  readonly dossiers: number;
  /** Folder for the file of the passwords. */
  readonly dataDirectory: string;
  readonly now: Date;
  /** Takes lines for the person at the terminal. */
  readonly say: (line: string) => void;
  /** Called once when questions can be answered: only the history of the reports is missing then, if anything. */
  readonly onQueryable: () => void;
}

const SEED = 457;
const FIRST_DAY = '2025-01-01' as CivilDate;

/**
 * Loads the demonstration unless it is there: made-up dossiers, posts, history of reports, observations,
 * accounts. All of it is
 * marked as synthetic. Returns the accounts. Interrupted, the next start does again what was not done to its end.
 */
export async function loadDemo(options: DemoOptions): Promise<DemoAccount[]> {
  const { url, database, dataDirectory, now, onQueryable } = options;
  const isLoaded = await isDemoLoaded(url);
  if (!isLoaded) await loadDossiers(options);
  onQueryable();
  if (!isLoaded) await loadSurroundings(options);
  return readDemoAccounts(dataDirectory) ?? makeDemoAccounts(database, dataDirectory, now);
}

/** Whatever dossiers there are, nothing is added to them: an earlier start may have been stopped after this step. */
async function loadDossiers({ url, database, dossiers, now, say }: DemoOptions): Promise<void> {
  const [found] = await rowsOf(database.em.fork(), sql`select from dossier limit 1`);
  if (found || dossiers === 0) return;
  say(`Đang nạp ${dossiers.toLocaleString('vi-VN')} hồ sơ mô phỏng (chỉ lần đầu)…`);
  const today = civilDateAt(now);
  const source = generateDossiers({
    seed: SEED,
    dossiers,
    from: FIRST_DAY,
    to: today,
    units: readUnits(),
    procedures: readProcedures(),
    calendar: workingCalendarOf(readCalendarDays()),
    dossierPrefix: HA_TINH.dossierPrefix,
  });
  const fileName = 'Hồ sơ mô phỏng';
  const summary = await importDossiers({ url, source: Readable.from(source), fileName, actor: DEMO_ACTOR, today });
  if (summary.rejected === 0) return;
  throw new PlanError('INVALID_INPUT', `${summary.rejected} hồ sơ mô phỏng bị từ chối.`, {
    first: summary.rejections[0],
  });
}

/** Posts of all units and the history of their reports, in one transaction with the audit that it was done. */
async function loadSurroundings({ database, now, say }: DemoOptions): Promise<void> {
  say('Đang lập báo cáo các kỳ đã qua (mô phỏng, chỉ lần đầu)…');
  await database.em.fork().transactional(async (em) => {
    const [head, focalPoint] = [PostKind.Head, PostKind.FocalPoint];
    await rowsOf(
      em,
      sql`insert into post (unit_id, kind, title, email, valid_from)
        select unit.id, post.kind, post.title || ' (mô phỏng)',
          post.mailbox || '.' || lower(unit.code) || ${`@${DEMO_MAIL_DOMAIN}`}, ${FIRST_DAY}::date
        from unit cross join lateral (values
            (${head}, case commune_type when 'XA' then 'Chủ tịch UBND xã' when 'PHUONG' then 'Chủ tịch UBND phường'
              else 'Người đứng đầu' end, 'nguoi-dung-dau'),
            (${focalPoint}, 'Đầu mối Kế hoạch 457', 'dau-moi')) as post (kind, title, mailbox)
        where not exists (select from post p where p.unit_id = unit.id and p.kind = post.kind)`,
    );
    const history = await makeDemoHistory(em, civilDateAt(now));
    const observations = await makeDemoObservations(em, civilDateAt(now));
    await new AuditService(em).record({
      actor: DEMO_ACTOR,
      action: DEMO_LOADED,
      subjectType: 'Installation',
      subjectId: '1',
      details: { ...history, observations },
    });
  });
}
