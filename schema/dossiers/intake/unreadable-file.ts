/** Why a file cannot be read further; Vietnamese, begins small, no full stop. The reader adds the line. */
export class UnreadableFile extends Error {}
