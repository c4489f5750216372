import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { BerthsController } from './berths.controller';
import { BerthsService } from './berths.service';

@Module({
  imports: [ConfigModule.forRoot({ envFilePath: 'harbour.env' })],
  controllers: [BerthsController],
  providers: [BerthsService],
})
export class AppModule {}
