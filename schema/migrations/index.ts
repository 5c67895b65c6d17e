import type { MigrationObject } from '@mikro-orm/core';
import { InitialSchema } from './20261123-1-initial-schema.js';
import { DossierFlow } from './20261123-2-dossier-flow.js';
import { MessageNextAttempt } from './20261123-3-message-next-attempt.js';
import { InlineBucket } from './20261123-4-inline-bucket.js';
import { SyntheticIndex } from './20261123-5-synthetic-index.js';
import { OrganisationOverTime } from './20261124-c1-organisation-over-time.js';
import { ProcedureGroups } from './20261124-d1-procedure-groups.js';
import { ProcedureVersions } from './20261124-d2-procedure-versions.js';
import { PlanVersions } from './20261124-a1-plan-versions.js';
import { TaskProgressAndAssignments } from './20261124-a2-task-progress.js';
import { ProcedureNameKey } from './20261124-c2-procedure-name-key.js';
import { Observations } from './20261124-i1-observations.js';
import { IndicatorVersions } from './20261124-j1-indicator-versions.js';

/** Every migration in the order it runs; append only. */
export const migrationsList: MigrationObject[] = [
  { name: '20261123-1-initial-schema', class: InitialSchema },
  { name: '20261123-2-dossier-flow', class: DossierFlow },
  { name: '20261123-3-message-next-attempt', class: MessageNextAttempt },
  { name: '20261123-4-inline-bucket', class: InlineBucket },
  { name: '20261123-5-synthetic-index', class: SyntheticIndex },
  { name: '20261124-c1-organisation-over-time', class: OrganisationOverTime },
  { name: '20261124-d1-procedure-groups', class: ProcedureGroups },
  { name: '20261124-d2-procedure-versions', class: ProcedureVersions },
  { name: '20261124-a1-plan-versions', class: PlanVersions },
  { name: '20261124-a2-task-progress', class: TaskProgressAndAssignments },
  { name: '20261124-c2-procedure-name-key', class: ProcedureNameKey },
  { name: '20261124-i1-observations', class: Observations },
  { name: '20261124-j1-indicator-versions', class: IndicatorVersions },
];
