// fires: house/layers
export { readFileSync } from 'node:fs';
