import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type { Berth } from './berth';

@Injectable()
export class BerthsService {
  private readonly berths: Berth[] = [];

  constructor(private readonly config: ConfigService) {}

  add(berth: Berth): { harbour: string; taken: number } {
    this.berths.push(berth);
    return { harbour: this.config.getOrThrow<string>('HARBOUR'), taken: this.berths.length };
  }
}
