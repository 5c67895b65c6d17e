import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { addDays, civilDateAt, rowsOf, toGlobalId, type CivilDate } from '../../base/index.js';
import { periodOf } from '../../calendar/index.js';
import { PostKind, validOn, type CommuneType, type UnitKind } from '../../organisation/index.js';
import { DOCUMENT_FORMAT, type ReportDocument } from '../report-document.js';
import type { Report } from '../report.js';
import { issuerOf } from './document-issuer-rules.js';

/** What of a document does not come from its figures or its narrative. */
export type DocumentFrame = Pick<ReportDocument, 'format' | 'reportId' | 'plan' | 'issuer' | 'recipients'>;

interface FrameRow {
  readonly number: string;
  readonly title: string;
  readonly issuedOn: CivilDate;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly unit: {
    readonly code: string;
    readonly kind: UnitKind;
    readonly name: string;
    readonly shortName: string;
    readonly communeType: CommuneType | null;
  } | null;
  readonly signer: string | null;
  readonly recipients: { readonly code: string; readonly name: string }[];
}

/**
 * Plan, issuer and recipients of a report. The signer is the account at the address of the unit's HEAD post that is valid
 * on the day of `asOf`; null when there is none. Recipients are those of the duty, in the version of the period's last
 * day; the plan names none for the province's own report. One statement.
 */
export async function documentFrame(em: EntityManager, report: Report, asOf: Date): Promise<DocumentFrame> {
  const lastDay = addDays(periodOf(report.periodId, report.scheme).to, -1);
  const day = civilDateAt(asOf);
  const [row] = await rowsOf(
    em,
    sql<FrameRow>`select plan.number, plan.title, plan.issued_on::text as "issuedOn", province.code as "provinceCode",
      province.name as "provinceName",
      case when unit.id is not null then jsonb_build_object('code', unit.code, 'kind', unit.kind, 'name', unit.name,
        'shortName', unit.short_name, 'communeType', unit.commune_type) end as unit,
      (select app_user.name from post join app_user on app_user.email = lower(post.email)
        where post.unit_id = unit.id and post.kind = ${PostKind.Head} and ${validOn('post', day)}
        order by post.valid_from desc, post.id limit 1) as signer,
      coalesce((select jsonb_agg(jsonb_build_object('code', receiver.code, 'name', receiver.name) order by named.place)
        from deadline join duty on duty.plan_id = deadline.plan_id and duty.code = deadline.source_code
            and ${validOn('duty', lastDay)}
          cross join lateral unnest(duty.recipients) with ordinality named (code, place)
          join unit receiver on receiver.code = named.code
        where deadline.id = report.deadline_id), '[]') as recipients
    from report join plan on plan.id = report.plan_id join province on province.id = report.province_id
      left join unit on unit.id = report.unit_id
    where report.id = ${report.id}::uuid`,
  );
  if (!row) throw new Error(`Report ${report.id} is not stored`);
  const { number, title, issuedOn, provinceCode: code, provinceName: name, unit, signer, recipients } = row;
  return {
    format: DOCUMENT_FORMAT,
    reportId: toGlobalId('Report', report.id),
    plan: { number, title, issuedOn },
    issuer: issuerOf({ code, name }, unit, signer),
    recipients,
  };
}
