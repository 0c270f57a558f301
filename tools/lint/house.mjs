import { fileName } from './file-name.mjs';
import { layers } from './layers.mjs';
import { wireTypes } from './wire-types.mjs';

/** The rules of this house that no published plug-in knows. */
export const house = {
  meta: { name: 'house' },
  rules: { layers, 'wire-types': wireTypes, 'file-name': fileName },
};
