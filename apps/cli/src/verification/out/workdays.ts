import chineseDays from 'chinese-days';
import type { IsWorkday } from '../domain/rules/due.ts';

/** The Chinese working-day calendar, with holidays and make-up days. */
export const isWorkday: IsWorkday = (day) => chineseDays.isWorkday(day);
