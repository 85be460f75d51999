import {runService} from '@concours/kernel/run-service';
import {compose} from './compose.js';
import {readSettings} from './environment.js';

runService({name: 'organisations', port: 4001, readSettings, compose});
