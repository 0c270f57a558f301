import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';

const name = 'SamePartition';
const version = 0;
const nothing = Buffer.alloc(0);

/** Gives partition n of every topic of the group to one and the same member: whatever shares a key, in whichever topic,
 *  is handled by one writer. Topics that are read together must have the same number of partitions. */
export const samePartition: PartitionAssigner = ({ cluster }) => ({
  name,
  version,
  protocol: ({ topics }) => ({
    name,
    metadata: AssignerProtocol.MemberMetadata.encode({ version, topics, userData: nothing }),
  }),
  assign: ({ members, topics }) => {
    const sorted = members.map(({ memberId }) => memberId).sort();
    const assignments = sorted.map((memberId, index) => {
      const own = (topic: string): number[] =>
        cluster
          .findTopicPartitionMetadata(topic)
          .map(({ partitionId }) => partitionId)
          .filter((partition) => partition % sorted.length === index);
      const assignment = Object.fromEntries(topics.map((topic) => [topic, own(topic)]));
      const memberAssignment = AssignerProtocol.MemberAssignment.encode({ version, assignment, userData: nothing });
      return { memberId, memberAssignment };
    });
    return Promise.resolve(assignments);
  },
});
