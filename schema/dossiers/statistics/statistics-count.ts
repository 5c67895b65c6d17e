import { registerEnumType } from 'type-graphql';

/** Names of the counts of `DossierStatistics`, as its fields are called. */
export enum StatisticsCount {
  Received = 'received',
  ReceivedOnline = 'receivedOnline',
  ReceivedInPerson = 'receivedInPerson',
  ReceivedPostal = 'receivedPostal',
  CarriedOver = 'carriedOver',
  Resolved = 'resolved',
  ResolvedEarly = 'resolvedEarly',
  ResolvedOnTime = 'resolvedOnTime',
  ResolvedLate = 'resolvedLate',
  InProgress = 'inProgress',
  InProgressOnTime = 'inProgressOnTime',
  InProgressLate = 'inProgressLate',
  FullProcess = 'fullProcess',
  Eligible = 'eligible',
  ElectronicResult = 'electronicResult',
  Payable = 'payable',
  PaidOnline = 'paidOnline',
  Rated = 'rated',
  Satisfied = 'satisfied',
}

const same = (field: string) => ({ description: `Như trường \`${field}\` của DossierStatistics (${field}).` });

registerEnumType(StatisticsCount, {
  name: 'StatisticsCount',
  description: 'Một số đếm của DossierStatistics (count of dossiers).',
  valuesConfig: Object.fromEntries(Object.entries(StatisticsCount).map(([name, field]) => [name, same(field)])),
});
