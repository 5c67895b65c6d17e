import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createLog, parseCivilDate, rowsOf } from '../../schema/base/index.js';
import { migrateSchema } from '../../schema/migrate.js';
import { DeadlineService } from '../../schema/plan/index.js';
import { openPlanDatabase } from '../support/plan-database.js';

it('keeps of a dated rule that was opened twice only the newest deadline, going down and up with both', async () => {
  const { orm, close } = await openPlanDatabase();
  const em = () => orm.em.fork();
  try {
    await orm.migrator.down({ to: '20261124-c2-procedure-name-key' });
    const insert = (period: string, due: string, fulfilled: string | null) =>
      rowsOf(
        em(),
        sql`insert into deadline (plan_id, clause_id, unit_id, kind, source_code, period_id, title, quote, due_on, due_at,
            precision, due_rule_text, fulfilled_at)
          select rule.plan_id, clause_id, unit.id, 'DATED', rule.code, ${period}, rule.name, rule.quote, ${due}::date,
            ${due}::date + 1, 'YEAR', rule.rule_text, ${fulfilled}::timestamptz
          from deadline_rule rule, unit where rule.code = 'IV.8.a' and unit.code in ('SNV', 'SYT')`,
      );
    await insert('2025-Q2', '2025-06-30', null);
    await rowsOf(
      em(),
      sql`update deadline set fulfilled_at = '2025-06-01' where unit_id in
      (select id from unit where code = 'SYT')`,
    );
    await insert('2025-Q3', '2025-09-30', null);
    await migrateSchema(orm, createLog('test', 'silent'));
    const open = () =>
      rowsOf(
        em(),
        sql`select unit.code as unit, period_id as period, withdrawn_reason as reason from deadline
          join unit on unit.id = unit_id where source_code = 'IV.8.a' and unit.code in ('SNV', 'SYT')
          order by unit.code, deadline.id`,
      );
    const after = [
      { unit: 'SNV', period: '2025-Q2', reason: 'Thời hạn đã dời sang việc mới hơn' },
      { unit: 'SNV', period: '2025-Q3', reason: null },
      { unit: 'SYT', period: '2025-Q2', reason: null },
      { unit: 'SYT', period: '2025-Q3', reason: null },
    ];
    expect(await open()).toEqual(after);
    const day = parseCivilDate('2025-10-10');
    await em().transactional((inner) => new DeadlineService(inner).openDue(day));
    const moved = after.map((row) => (row.period === '2025-Q3' ? { ...row, period: '2025' } : row));
    expect(await open()).toEqual(moved);
    await em().transactional((inner) => new DeadlineService(inner).openDue(day));
    expect(await open()).toEqual(moved);
  } finally {
    await close();
  }
});
