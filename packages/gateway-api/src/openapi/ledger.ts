import { z } from 'zod';

import {
  Hazard,
  hazardCommands,
  HazardDetail,
  HazardQuery,
  HazardRegistration,
  HazardSummary,
  HazardSummaryQuery,
  hazardVerbs,
} from '../act/hazard.ts';
import { listOf } from '../list.ts';
import { json, type Operation } from './operation.ts';

const ifMatch = z.object({ 'If-Match': z.string().meta({ description: 'The ETag of the hazard seen.' }) });

/** The hazard ledger and what people do to it. */
export const hazards: readonly Operation[] = [
  {
    method: 'get',
    path: '/hazards',
    tag: 'Hazards',
    summary: 'The ledger, newest found first.',
    query: HazardQuery,
    answers: { 200: { what: 'OK', contents: json(listOf(Hazard)) } },
  },
  {
    method: 'post',
    path: '/hazards',
    tag: 'Hazards',
    summary: 'Register a hazard; under a ref that is known it is a repeat or a correction.',
    body: json(HazardRegistration),
    answers: {
      200: { what: 'Known already; corrected where it says something new', contents: json(HazardDetail) },
      201: { what: 'Registered; Location says where', contents: json(HazardDetail) },
    },
  },
  {
    method: 'get',
    path: '/hazards/summary',
    tag: 'Hazards',
    summary: 'The figures of the hazard paragraph, exact, and its sentence.',
    query: HazardSummaryQuery,
    answers: { 200: { what: 'OK', contents: json(HazardSummary) } },
  },
  {
    method: 'get',
    path: '/hazards/{id}',
    tag: 'Hazards',
    summary: 'One hazard with its timeline; the ETag is what a verb takes.',
    answers: { 200: { what: 'OK', contents: json(HazardDetail) } },
  },
  ...hazardVerbs.map((verb): Operation => ({
    method: 'post',
    path: `/hazards/{id}/${verb}`,
    tag: 'Hazards',
    summary: `Command: ${verb}.`,
    headers: ifMatch,
    body: json(hazardCommands[verb]),
    answers: { 200: { what: 'Done', contents: json(HazardDetail) } },
    problems: ['state-conflict', 'precondition-failed', 'precondition-required'],
  })),
];
