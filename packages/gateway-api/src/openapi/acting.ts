import { z } from 'zod';

import { Alert, alertCommands, AlertDetail, AlertQuery, alertVerbs } from '../act/alert.ts';
import { exportLines, exportNames } from '../act/export.ts';
import { BacktestLine, BacktestOrder } from '../act/backtest.ts';
import { DecidedPeriod, PeriodOrder, PeriodQuery } from '../act/period.ts';
import { Republish, RepublishResult } from '../act/republish.ts';
import {
  IssuedSchoolKey,
  SchoolKey,
  SchoolKeyDetail,
  SchoolKeyOrder,
  SchoolKeyQuery,
  SchoolKeyRevocation,
  SchoolKeyRotation,
} from '../act/school-key.ts';
import { Report, ReportDetail, reportFormats, ReportOrder, ReportQuery } from '../act/report.ts';
import { listOf } from '../list.ts';
import { streamEvents } from '../stream.ts';
import { json, type Operation } from './operation.ts';

const ifMatch = z.object({ 'If-Match': z.string().meta({ description: 'The ETag of the alert seen.' }) });

/** Alerts and what people do to them. */
export const alerts: readonly Operation[] = [
  {
    method: 'get',
    path: '/alerts',
    tag: 'Alerts',
    summary: 'Alerts, newest first.',
    query: AlertQuery,
    answers: { 200: { what: 'OK', contents: json(listOf(Alert)) } },
  },
  {
    method: 'get',
    path: '/alerts/{id}',
    tag: 'Alerts',
    summary: 'One alert with its timeline; the ETag is what a verb takes.',
    answers: { 200: { what: 'OK', contents: json(AlertDetail) } },
  },
  ...alertVerbs.map((verb): Operation => ({
    method: 'post',
    path: `/alerts/{id}/${verb}`,
    tag: 'Alerts',
    summary: `Command: ${verb}.`,
    headers: ifMatch,
    body: json(alertCommands[verb]),
    answers: { 200: { what: 'Done', contents: json(AlertDetail) } },
    problems: ['state-conflict', 'precondition-failed', 'precondition-required'],
  })),
];

/** Closing and reopening periods: for the administrator, and for staff within their subtree. */
export const periods: readonly Operation[] = [
  {
    method: 'get',
    path: '/datasets/{dataset}/periods',
    tag: 'Periods',
    summary: 'Periods that were closed or reopened, with who, when and why.',
    query: PeriodQuery,
    answers: { 200: { what: 'OK', contents: json(listOf(DecidedPeriod)) } },
  },
  ...(['close', 'reopen'] as const).map((verb): Operation => ({
    method: 'post',
    path: `/datasets/{dataset}/periods/{period}/${verb}`,
    tag: 'Periods',
    summary: verb === 'close' ? 'Take no more submissions for a period.' : 'Take submissions for a period again.',
    body: json(PeriodOrder),
    answers: { 200: { what: 'Decided', contents: json(DecidedPeriod) } },
    problems: ['state-conflict'],
  })),
];

const keys = 'School keys';
const keyIfMatch = z.object({ 'If-Match': z.string().meta({ description: 'The ETag of the key seen.' }) });

/** School keys: for the administrator, and for staff within their subtree. */
export const schoolKeys: readonly Operation[] = [
  {
    method: 'get',
    path: '/keys',
    tag: keys,
    summary: 'School keys, without their secrets.',
    query: SchoolKeyQuery,
    answers: { 200: { what: 'OK', contents: json(listOf(SchoolKey)) } },
  },
  {
    method: 'post',
    path: '/keys',
    tag: keys,
    summary: 'Make a key. Its secrets are told in this answer only.',
    body: json(SchoolKeyOrder),
    answers: { 201: { what: 'Made', contents: json(IssuedSchoolKey) } },
    problems: ['unprocessable'],
  },
  {
    method: 'get',
    path: '/keys/{id}',
    tag: keys,
    summary: 'One key with everything that was done to it.',
    answers: { 200: { what: 'OK', contents: json(SchoolKeyDetail) } },
  },
  {
    method: 'post',
    path: '/keys/{id}/rotate',
    tag: keys,
    summary: 'A new secret; the present one goes on for some days.',
    headers: keyIfMatch,
    body: json(SchoolKeyRotation),
    answers: { 200: { what: 'Rotated', contents: json(IssuedSchoolKey) } },
    problems: ['state-conflict', 'precondition-failed', 'precondition-required'],
  },
  {
    method: 'post',
    path: '/keys/{id}/revoke',
    tag: keys,
    summary: 'Revoke a key for good, within five seconds everywhere.',
    headers: keyIfMatch.partial(),
    body: json(SchoolKeyRevocation),
    answers: { 200: { what: 'Revoked', contents: json(SchoolKeyDetail) } },
    problems: ['state-conflict', 'precondition-failed'],
  },
];

const renderings = { html: 'text/html', pdf: 'application/pdf', json: 'application/json' } as const;

/** Reports. */
export const reports: readonly Operation[] = [
  {
    method: 'post',
    path: '/reports',
    tag: 'Reports',
    summary: 'Order a report; the same scope, kind, period and data give the same report.',
    body: json(ReportOrder),
    answers: { 202: { what: 'Frozen; Location says where', contents: json(Report) } },
    problems: ['not-implemented'],
  },
  {
    method: 'get',
    path: '/reports',
    tag: 'Reports',
    summary: 'Reports, newest first.',
    query: ReportQuery,
    answers: { 200: { what: 'OK', contents: json(listOf(Report)) } },
  },
  {
    method: 'get',
    path: '/reports/{id}',
    tag: 'Reports',
    summary: 'One report with its snapshot.',
    answers: { 200: { what: 'OK', contents: json(ReportDetail) } },
  },
  ...reportFormats.map((format): Operation => ({
    method: 'get',
    path: `/reports/{id}/${format}`,
    tag: 'Reports',
    summary: `The report as ${format}.`,
    answers: { 200: { what: 'The bytes', contents: { [renderings[format]]: undefined } } },
  })),
];

const { scorecard, alert, hazard, report, reset } = streamEvents;
const stream = { 'text/event-stream': z.union([scorecard, alert, hazard, report, reset]) };

/** Trying packs before they are in force. */
export const backtests: readonly Operation[] = [
  {
    method: 'post',
    path: '/packs/backtest',
    tag: 'Catalogue',
    summary: 'What packs would have said over the stored past, a JSON object a line; nothing is written.',
    body: json(BacktestOrder),
    answers: { 200: { what: 'Lines', contents: { 'application/x-ndjson': BacktestLine } } },
    problems: ['unprocessable', 'payload-too-large'],
  },
];

/** The live view and what only an administrator does. */
export const running: readonly Operation[] = [
  {
    method: 'get',
    path: '/stream',
    tag: 'Live view',
    summary: 'Server-sent events scorecard, alert, hazard, report and reset; resumes with Last-Event-ID.',
    headers: z.object({ 'Last-Event-ID': z.string().optional() }),
    answers: { 200: { what: 'Events', contents: stream } },
  },
  ...exportNames.map((name): Operation => ({
    method: 'get',
    path: `/admin/export/${name}`,
    tag: 'Administration',
    summary: `Everything stored of: ${name}, a JSON object a line.`,
    answers: { 200: { what: 'Lines', contents: { 'application/x-ndjson': exportLines[name] } } },
  })),
  {
    method: 'post',
    path: '/admin/republish',
    tag: 'Administration',
    summary: 'Send the intake log again from a receipt time.',
    body: json(Republish),
    answers: { 200: { what: 'Done', contents: json(RepublishResult) } },
  },
];
