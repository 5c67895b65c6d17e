import { ReminderService } from '../../schema/reminders/index.js';
import { schedules } from '../../schema/slots/index.js';
import type { Job } from '../job.js';

/** Writes to the posts whose units owe something; each rung of each deadline once. */
export const checkDeadlines: Job = {
  schedule: schedules.checkDeadlines,
  // A report compiled this morning must not be reminded of as if its figures were missing.
  after: ['compile-reports'],
  run: async ({ em, day, now, settings, log, enqueueMessages }) => {
    const { messageIds, reminders, unitsWithoutRecipient } = await new ReminderService(em, settings).queueDue(day, now);
    await enqueueMessages(messageIds);
    if (unitsWithoutRecipient > 0) log.warn({ units: unitsWithoutRecipient }, 'no-recipient');
    return { reminders, messages: messageIds.length, unitsWithoutRecipient };
  },
};
