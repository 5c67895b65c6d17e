import { Migration } from '@mikro-orm/migrations';

/**
 * Counts the transactions that wrote to any table, in the transactions themselves: who sees a change sees the count
 * that tells of it. Rows are only ever inserted, so that writers never wait for one another; every 64th writer adds
 * those up that nobody else holds. The triggers themselves are made by `watch_data_changes()` after all migrations, so
 * that a table of a later migration gets its own.
 */
export class DataChanges extends Migration {
  override up(): void {
    this.addSql(
      `create table "data_change" ("id" bigserial primary key, "transactions" bigint not null)
        with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200)`,
    );
    this.addSql(`create function note_data_change() returns trigger language plpgsql as $$
      declare noted bigint;
      begin
        if current_setting('data_change.noted', true) = pg_current_xact_id()::text then return null; end if;
        perform set_config('data_change.noted', pg_current_xact_id()::text, true);
        insert into data_change (transactions) values (1) returning id into noted;
        if noted % 64 = 0 and current_setting('transaction_isolation') = 'read committed' then
          with gone as (
            delete from data_change where id in (
              select id from data_change where id < noted order by id limit 1000 for update skip locked)
            returning transactions)
          insert into data_change (transactions) select sum(transactions) from gone having count(*) > 0;
        end if;
        return null;
      end $$`);
    this.addSql(`create function unwatched_tables() returns setof regclass stable language sql as $$
      select relation.oid::regclass from pg_class relation
      where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'p')
        and not relation.relispartition and relation.relname <> 'data_change'
        and not exists (select from pg_trigger where tgrelid = relation.oid and tgname = 'note_data_change') $$`);
    this.addSql(`create function watch_data_changes() returns void language plpgsql as $$
      declare unwatched regclass;
      begin
        for unwatched in select * from unwatched_tables() loop
          execute format('create trigger note_data_change after insert or update or delete or truncate on %s
            for each statement execute function note_data_change()', unwatched);
        end loop;
      end $$`);
  }

  override down(): void {
    this.addSql('drop function watch_data_changes');
    this.addSql('drop function unwatched_tables');
    this.addSql('drop function note_data_change cascade'); // with the triggers that call it
    this.addSql('drop table "data_change"');
  }
}
