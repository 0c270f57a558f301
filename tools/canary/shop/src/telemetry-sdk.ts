// fires: no-restricted-imports
import '@opentelemetry/sdk-node';
