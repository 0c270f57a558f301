// fires: no-restricted-imports
import 'kafkajs';
