import { z } from 'zod';

import { say, type Language } from '../language.ts';
import { faultCodes, faultText, type FaultCode } from './fault-code.ts';
import { problemKinds, type ProblemCode } from './problem-code.ts';

// An optional member is left out, never undefined.
type Exact<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** One fault and where it is: JSON pointer, line of a text, cell of a sheet or query parameter. */
export const Fault = z
  .object({
    pointer: z.string().optional(),
    line: z.int().min(1).optional(),
    cell: z.string().optional(),
    parameter: z.string().optional(),
    code: z.enum(faultCodes as [FaultCode, ...FaultCode[]]),
    detail: z.string(),
    indicator: z.string().optional(),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  })
  .meta({ id: 'Fault' });
export type Fault = Exact<z.infer<typeof Fault>>;

/** Where a fault is and what it is about. */
export type FaultPlace = Omit<Fault, 'code' | 'detail'>;

/** Problem document of RFC 9457; `errors` lists every fault. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(Fault).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = Exact<Omit<z.infer<typeof Problem>, 'errors'>> & { errors?: Fault[] };

/** Content type of a problem document. */
export const problemType = 'application/problem+json';

/** A fault with its words. */
export const faultOf = (code: FaultCode, language: Language, place: FaultPlace): Fault => ({
  ...place,
  code,
  detail: faultText(code, language),
});

/** A problem document with its words; `more` adds what is particular. */
export const problemOf = (
  code: ProblemCode,
  language: Language,
  more: Pick<Problem, 'detail' | 'instance' | 'errors'> = {},
): Problem => ({
  type: `urn:xiaomai:problem:${code}`,
  title: say(problemKinds[code], language),
  status: problemKinds[code].status,
  code,
  ...more,
});
