import {runService} from '@concours/kernel/run-service';
import {compose} from './compose.js';
import {readSettings} from './environment.js';

runService({name: 'campaigns', port: 4002, readSettings, compose});
