import { registerEnumType } from 'type-graphql';
import { ProcedureOrder } from '../../schema/catalogue/index.js';
import { Observation } from '../../schema/observations/index.js';
import { Commune, Department, Unit, UnitOrder } from '../../schema/organisation/index.js';
import { CountedDossier } from '../../schema/dossiers/index.js';
import { Deadline, TaskProgress } from '../../schema/plan/index.js';
import { Obstacle, Report } from '../../schema/reports/index.js';
import { connectionType, edgeType } from './connection.js';
import { Obligation } from './obligation.js';

registerEnumType(UnitOrder, {
  name: 'UnitOrder',
  description: 'Thứ tự đơn vị (unit order).',
  valuesConfig: {
    Name: { description: 'Theo tên, thứ tự tiếng Việt (name).' },
    Code: { description: 'Theo mã (code).' },
  },
});
registerEnumType(ProcedureOrder, {
  name: 'ProcedureOrder',
  description: 'Thứ tự thủ tục (procedure order).',
  valuesConfig: {
    Name: { description: 'Theo tên, thứ tự tiếng Việt (name).' },
    Code: { description: 'Theo mã (code).' },
  },
});

/** Page of units of any kind. */
export const UnitConnection = connectionType(Unit, edgeType(Unit, 'Unit'), 'Unit');
/** Page of departments. */
export const DepartmentConnection = connectionType(Department, edgeType(Department, 'Department'), 'Department');
/** Page of communes. */
export const CommuneConnection = connectionType(Commune, edgeType(Commune, 'Commune'), 'Commune');
/** Page of deadlines. */
export const DeadlineConnection = connectionType(Deadline, edgeType(Deadline, 'Deadline'), 'Deadline');
/** Page of recorded progress. */
export const TaskProgressConnection = connectionType(
  TaskProgress,
  edgeType(TaskProgress, 'TaskProgress'),
  'TaskProgress',
);
/** Page of reports. */
export const ReportConnection = connectionType(Report, edgeType(Report, 'Report'), 'Report');
/** Page of obligations. */
export const ObligationConnection = connectionType(Obligation, edgeType(Obligation, 'Obligation'), 'Obligation');
/** Page of obstacles. */
export const ObstacleConnection = connectionType(Obstacle, edgeType(Obstacle, 'Obstacle'), 'Obstacle');
/** Page of recorded observations. */
export const ObservationConnection = connectionType(Observation, edgeType(Observation, 'Observation'), 'Observation');
/** Page of dossiers. */
export const DossierConnection = connectionType(CountedDossier, edgeType(CountedDossier, 'Dossier'), 'Dossier');
