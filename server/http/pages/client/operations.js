// What the pages send to the API. Runs in the browser as it stands; the server reads it as the list of its own documents.

const REFUSAL = '... on UserErrors { userErrors { message } }';
const REPORT_REFUSAL = `${REFUSAL} ... on ReportConflict { message }`;

/** A mutation of one report as its page was shown; with a reason when the form has one. */
const reportMutation = (name, reason) => {
  const [type, value] = { none: ['', ''], optional: [', $reason: String', ', reason: $reason'] }[reason] ?? [
    ', $reason: String!',
    ', reason: $reason',
  ];
  return `mutation ($id: ID!, $revision: Int!${type}) {
    ${name}(id: $id, expectedRevision: $revision${value}) { __typename ${REPORT_REFUSAL} } }`;
};

/** The operation of each form; its fields are the variables. */
export const OPERATIONS = {
  signIn: `mutation ($email: String!, $password: String!) {
    signIn(email: $email, password: $password) { __typename ${REFUSAL} } }`,
  signOut: 'mutation { signOut }',
  setPassword: `mutation ($token: String!, $password: String!) {
    setPassword(token: $token, password: $password) { __typename ${REFUSAL} } }`,
  submitReport: reportMutation('submitReport', 'none'),
  takeBackReport: reportMutation('takeBackReport', 'optional'),
  sendReport: reportMutation('sendReport', 'none'),
  acceptReport: reportMutation('acceptReport', 'none'),
  returnReport: reportMutation('returnReport', 'needed'),
  reopenReport: reportMutation('reopenReport', 'optional'),
  requestReportCorrection: reportMutation('requestReportCorrection', 'needed'),
  grantReportCorrection: reportMutation('grantReportCorrection', 'optional'),
  refuseReportCorrection: reportMutation('refuseReportCorrection', 'needed'),
  recompileReport: reportMutation('recompileReport', 'none'),
  completeDeadline: `mutation ($id: ID!, $evidence: String!) {
    completeDeadline(id: $id, evidence: $evidence) { __typename ${REFUSAL} } }`,
};
