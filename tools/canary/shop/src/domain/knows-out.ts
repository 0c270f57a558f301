// fires: house/layers
export { store } from '../out/writes-in.mongo.ts';
