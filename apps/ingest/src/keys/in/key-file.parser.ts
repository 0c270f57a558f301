import * as z from 'zod';

/** A key as an operator hands it out. */
export type IssuedKey = {
  readonly keyId: string;
  readonly secret: string;
  readonly orgUnit: string;
  readonly datasets: readonly string[];
};

const file = z.array(
  z.strictObject({
    keyId: z.string().regex(/^[^_\s]{1,64}$/),
    secret: z.string().regex(/^\S{8,256}$/),
    orgUnit: z.string().min(1).max(80),
    datasets: z.array(z.string().min(1).max(80)).default([]),
  }),
);

/** Reads the text of a key file; throws with every fault when it is not one. */
export const parseKeyFile = (text: string): readonly IssuedKey[] => file.parse(JSON.parse(text));
