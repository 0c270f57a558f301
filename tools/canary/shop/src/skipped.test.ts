// fires: no-restricted-syntax
import { it } from '@jest/globals';
it.skip('is not run', () => undefined);
