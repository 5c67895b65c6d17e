import type { Client } from 'pg';
import type { CivilDate } from '../../base/index.js';
import { dossierCodePattern } from '../imports/cell-rules.js';
import type { KnownProcedure, KnownUnit, RowLookups } from '../imports/dossier-row.js';

/** What the rows of an import are checked against. Three statements. */
export async function readLookups(client: Client, today: CivilDate): Promise<RowLookups> {
  const provinces = await client.query<{ prefix: string }>('select dossier_prefix as prefix from province');
  const units = await client.query<KnownUnit & { code: string }>(
    `with recursive successor as (
       select predecessor_id as unit_id, successor_id from unit_lineage
       union select s.unit_id, l.successor_id from successor s join unit_lineage l on l.predecessor_id = s.successor_id)
     select code, id, name, kind, valid_from::text as "validFrom", valid_to::text as "validTo",
       array(select successor_id::text from successor where unit_id = unit.id) as "successorIds"
     from unit order by code`,
  );
  const procedures = await client.query<KnownProcedure & { code: string }>(
    `select code.code, code.procedure_id as id, (
       select jsonb_agg(jsonb_build_object('validFrom', valid_from, 'validTo', valid_to, 'competence', competence,
         'ownerId', procedure.owner_id, 'serviceLevel', service_level, 'eligible', eligible) order by valid_from nulls first)
       from procedure_version version where version.procedure_id = code.procedure_id) as offers
     from procedure_code code join procedure on procedure.id = code.procedure_id`,
  );
  return {
    codePattern: dossierCodePattern(provinces.rows.map(({ prefix }) => prefix)),
    units: new Map(units.rows.map(({ code, ...facts }) => [code, facts])),
    procedures: new Map(procedures.rows.map(({ code, ...facts }) => [code, facts])),
    today,
  };
}
