import {runService} from '@concours/kernel/run-service';
import {compose} from './compose.js';
import {readSettings} from './environment.js';

runService({name: 'submissions', port: 4003, readSettings, compose});
