// fires: no-restricted-syntax @typescript-eslint/no-explicit-any @typescript-eslint/no-non-null-assertion
export * from './service.ts';
export enum Colour {
  Red,
}
export class Manager {
  colour: any = Colour.Red;
}
export default (list: string[]): string => list[0]!;
