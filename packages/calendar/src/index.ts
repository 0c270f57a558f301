export { isPublishedYear, isWorkingDay, lastPublishedYear, workingDayAfter } from './working-day.ts';
export { dueTime, reminderTimes, type DueRule, type DueTime } from './due-time.ts';
