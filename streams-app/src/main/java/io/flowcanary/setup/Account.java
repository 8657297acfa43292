package io.flowcanary.setup;

/**
 * The AWS account that is set up, and where.
 *
 * @param partition the first part of its ARNs: aws, aws-cn, aws-us-gov
 * @param id twelve digits
 * @param region for example eu-central-1
 */
public record Account(String partition, String id, String region) {

    /** The account of a caller, as STS names it. */
    static Account of(String callerArn, String id, String region) {
        return new Account(callerArn.split(":", 3)[1], id, region);
    }

    String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + id + ":" + resource;
    }
}
