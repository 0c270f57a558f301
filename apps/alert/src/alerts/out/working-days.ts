import chineseDays from 'chinese-days';

/** Whether a day (YYYY-MM-DD) is worked by the State Council's calendar; beyond its last published year, Monday to Friday. */
export const isDateWorked = (day: string): boolean => chineseDays.isWorkday(day);
