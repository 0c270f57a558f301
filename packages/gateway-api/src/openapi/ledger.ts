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
import {
  Campaign,
  CampaignOrder,
  CampaignQuery,
  CoverageQuery,
  LookBack,
  RecheckOrder,
  RecordedVisit,
  RoundCoverage,
  RoundOrder,
  Sample,
  SampleOrder,
  SampleQuery,
  VisitOrder,
} from '../act/campaign.ts';
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

const tag = 'Campaigns';

/** Campaigns, their rounds, visits and look-backs. */
export const campaigns: readonly Operation[] = [
  {
    ...{ method: 'get', path: '/campaigns', tag, query: CampaignQuery },
    summary: 'Campaigns about the caller and below it, latest begun first.',
    answers: { 200: { what: 'OK', contents: json(listOf(Campaign)) } },
  },
  {
    ...{ method: 'post', path: '/campaigns', tag, body: json(CampaignOrder) },
    summary: 'Order a campaign.',
    answers: { 201: { what: 'Ordered; Location says where', contents: json(Campaign) } },
    problems: ['state-conflict'],
  },
  {
    ...{ method: 'get', path: '/campaigns/{id}', tag },
    summary: 'One campaign with its rounds and look-backs.',
    answers: { 200: { what: 'OK', contents: json(Campaign) } },
  },
  {
    ...{ method: 'post', path: '/campaigns/{id}/rounds', tag, body: json(RoundOrder) },
    summary: 'Add a round; its register is the tree as it is on its first day.',
    answers: { 201: { what: 'Added', contents: json(Campaign) } },
  },
  {
    ...{ method: 'get', path: '/campaigns/{id}/rounds/{n}', tag, query: CoverageQuery },
    summary: 'Coverage of a round, and whom nobody has visited yet.',
    answers: { 200: { what: 'OK', contents: json(RoundCoverage) } },
  },
  {
    ...{ method: 'post', path: '/campaigns/{id}/rounds/{n}/visits', tag, body: json(VisitOrder) },
    summary: 'Write down one visit and what it found.',
    answers: {
      200: { what: 'Known already', contents: json(RecordedVisit) },
      201: { what: 'Written down', contents: json(RecordedVisit) },
    },
    problems: ['state-conflict'],
  },
  {
    ...{ method: 'post', path: '/campaigns/{id}/samples', tag, body: json(SampleOrder) },
    summary: 'Draw struck-off hazards for a look-back.',
    answers: { 201: { what: 'Drawn', contents: json(Sample) } },
    problems: ['state-conflict'],
  },
  {
    ...{ method: 'get', path: '/campaigns/{id}/samples/{sample}', tag, query: SampleQuery },
    summary: 'What a look-back has drawn, and what was found at each.',
    answers: { 200: { what: 'OK', contents: json(LookBack) } },
  },
  {
    ...{ method: 'post', path: '/campaigns/{id}/samples/{sample}/rechecks', tag, body: json(RecheckOrder) },
    summary: 'What a look-back has found; a failed one reopens the hazard.',
    answers: { 200: { what: 'OK', contents: json(HazardDetail) } },
    problems: ['state-conflict'],
  },
];
