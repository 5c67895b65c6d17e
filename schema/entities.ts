import { AccessToken, IntegrationToken, SignInAttempt, User } from './access/index.js';
import { AuditEntry } from './audit/index.js';
import { Installation } from './base/index.js';
import { CalendarDay } from './calendar/index.js';
import {
  ProcedureCode,
  ProcedureGroupList,
  ProcedureGroupMembership,
  ProcedureIdentity,
  ProcedureVersion,
} from './catalogue/index.js';
import { Measure, Observation } from './observations/index.js';
import { IndicatorVersion } from './indicators/index.js';
import {
  ArchivedRollup,
  Dossier,
  DossierArchive,
  DossierImport,
  ImportFinding,
  ImportProfile,
  ImportRow,
  IntegrityCheck,
  ProcedureRollup,
  ProcessingBaseline,
  UnitRollup,
  ValidationRule,
} from './dossiers/index.js';
import {
  Agency,
  Commune,
  Department,
  Post,
  Province,
  Unit,
  UnitAlias,
  UnitGroup,
  UnitGroupMember,
  UnitLineage,
} from './organisation/index.js';
import {
  Clause,
  Deadline,
  DeadlineRule,
  Duty,
  Plan,
  Target,
  Task,
  TaskAssignment,
  TaskProgress,
} from './plan/index.js';
import { JobRequest } from './operations/index.js';
import { Message, Reminder } from './reminders/index.js';
import { Obstacle, ObstacleAnswer, ObstacleVersion, Report, ReportEvent, ReportRevision } from './reports/index.js';
import { Slot } from './slots/index.js';

/** Every table of the product, in the order of the modules. */
export const entities = [
  Installation,
  CalendarDay,
  Slot,
  Province,
  Unit,
  Department,
  Commune,
  Agency,
  UnitLineage,
  UnitAlias,
  UnitGroup,
  UnitGroupMember,
  Post,
  User,
  AccessToken,
  IntegrationToken,
  SignInAttempt,
  ProcedureIdentity,
  ProcedureVersion,
  ProcedureCode,
  ProcedureGroupList,
  ProcedureGroupMembership,
  Plan,
  Clause,
  Target,
  Task,
  TaskAssignment,
  TaskProgress,
  Duty,
  DeadlineRule,
  Deadline,
  Measure,
  Observation,
  Dossier,
  DossierImport,
  ImportFinding,
  ImportRow,
  ProcedureRollup,
  UnitRollup,
  ArchivedRollup,
  DossierArchive,
  IntegrityCheck,
  ProcessingBaseline,
  ImportProfile,
  ValidationRule,
  IndicatorVersion,
  Report,
  ReportRevision,
  ReportEvent,
  Obstacle,
  ObstacleVersion,
  ObstacleAnswer,
  Reminder,
  Message,
  JobRequest,
  AuditEntry,
];
