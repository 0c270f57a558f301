// fires: @nx/enforce-module-boundaries
export { account } from '../../bank/src/account.ts';
