package io.flowcanary.doctor;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** What this user may do with groups and transactional ids. Members of a running group do not notice that it was asked. */
final class GroupAccess {
    private final Admin admin;

    GroupAccess(Admin admin) {
        this.admin = admin;
    }

    /** Whether it may take part in the group; reading is what a member needs. */
    boolean mayJoin(String group) throws ExecutionException, InterruptedException {
        try {
            Set<AclOperation> allowed = admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group)
                    .get()
                    .authorizedOperations();
            return allowed == null || allowed.contains(AclOperation.READ);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                return false;
            }
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return mayLeave(group);
            }
            throw e;
        }
    }

    /** A group that is not there yet cannot be described; whoever may not join it may not tell that a member leaves it either. */
    private boolean mayLeave(String group) throws ExecutionException, InterruptedException {
        MemberToRemove nobody = new MemberToRemove("flow-canary-doctor-" + UUID.randomUUID());
        try {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(Set.of(nobody)))
                    .memberResult(nobody)
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                return false;
            }
            if (e.getCause() instanceof UnknownMemberIdException || e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw e;
        }
    }

    /** Whether it may see a transactional id. Whoever may write by it may see it; to write is not tried, since it would leave a trace. */
    boolean maySee(String transactionalId) throws ExecutionException, InterruptedException {
        try {
            admin.describeTransactions(Set.of(transactionalId))
                    .description(transactionalId)
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                return false;
            }
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return true;
            }
            throw e;
        }
    }
}
