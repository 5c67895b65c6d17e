import { PlanError, toError } from '../../schema/base/index.js';

/**
 * Runs a command to its end. An expected refusal is printed as its message alone, anything else whole; both end the
 * process with code 1, or with the one given.
 */
export async function runCommand(command: () => Promise<void>, failureCode = 1): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(isRefusal(error) ? error.message : error);
    process.exitCode = failureCode;
  }
}

/** Refusals of ours, and of `parseArgs` for arguments it does not know. */
function isRefusal(error: unknown): error is Error {
  return error instanceof PlanError || toError(error).message.startsWith('Unknown option');
}
