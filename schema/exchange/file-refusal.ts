/**
 * Why a file cannot be read, in Vietnamese. Thrown in the thread that reads spreadsheets, which loads nothing else of
 * the project so that it starts at once; who started it makes a `PlanError` of it.
 */
export class FileRefusal extends Error {}
