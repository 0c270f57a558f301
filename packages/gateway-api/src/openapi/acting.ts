import { z } from 'zod';

import { Alert, alertCommands, AlertDetail, AlertQuery, alertVerbs } from '../act/alert.ts';
import { exportLines, exportNames } from '../act/export.ts';
import { Republish, RepublishResult } from '../act/republish.ts';
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

const { scorecard, alert, report, reset } = streamEvents;
const stream = { 'text/event-stream': z.union([scorecard, alert, report, reset]) };

/** The live view and what only an administrator does. */
export const running: readonly Operation[] = [
  {
    method: 'get',
    path: '/stream',
    tag: 'Live view',
    summary: 'Server-sent events scorecard, alert, report and reset; resumes with Last-Event-ID.',
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
