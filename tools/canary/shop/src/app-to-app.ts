// fires: @nx/enforce-module-boundaries
import '@xiaomai/gateway/package.json';
