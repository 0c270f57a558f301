// fires: house/layers
import '../in/reads-out.route.ts';
export const store = 1;
