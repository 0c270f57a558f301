declare const brand: unique symbol;

/** A value of type T that only a parser of that name may make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Proves at compile time that every case was handled; throws if one came anyway. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
